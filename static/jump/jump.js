// Ctrl+K opens a box that goes to a page, region, country, partner, summit or query by a part of its name.
// The list is asked of the server when the box is opened first, and again for a page that is loaded anew.

const MOST = 12;
let entries = null, show = null;

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function matching(typed) {
  const words = folded(typed).split(/\s+/).filter(Boolean);
  const found = [];
  for (const [order, entry] of entries.entries()) {
    const name = folded(entry[0]);
    if (!words.every((word) => name.includes(word))) continue;
    const rank = !words.length ? 0 : name.startsWith(words[0]) ? 0 : name.includes(` ${words[0]}`) ? 1 : 2;
    found.push([rank, order, entry]);
  }
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, MOST).map((match) => match[2]);
}

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k" && show) {
    event.preventDefault();
    event.stopPropagation();
    show();
  }
}, true);

// On a phone the menu lies over the page: a choice in it closes it.
document.addEventListener("click", (event) => {
  if (window.innerWidth > 768 || !event.target.closest?.('[data-testid="stSidebarNavLink"]')) return;
  setTimeout(() => document.querySelector('[data-testid="stSidebarCollapseButton"] button')?.click(), 0);
});

export default function ({ parentElement, data, setTriggerValue }) {
  const part = (name) => parentElement.querySelector(name);
  const button = part("button"), dialog = part("dialog"), input = part("input"), list = part("ul"), none = part("p");
  let chosen = 0;

  const options = () => [...list.children];
  const choose = (index) => {
    chosen = index;
    options().forEach((option, at) => option.setAttribute("aria-selected", at === chosen));
    const option = options()[chosen];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const draw = () => {
    if (!entries) return;
    const found = matching(input.value);
    list.replaceChildren(...found.map(([label, type, address], at) => {
      const option = document.createElement("li"), kind = document.createElement("small");
      option.id = `jump-${at}`;
      option.role = "option";
      option.textContent = label;
      kind.textContent = type;
      option.append(" ", kind);
      option.onclick = () => go(address);
      option.dataset.address = address;
      return option;
    }));
    none.textContent = found.length ? "" : "No match.";
    choose(0);
  };
  const go = (address) => { dialog.close(); window.location.href = new URL(address, window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI).href; };

  show = () => {
    if (!dialog.open) dialog.showModal();
    input.value = "";
    input.focus();
    if (entries) draw();
    else setTriggerValue("wanted", Date.now());
  };
  button.onclick = show;
  input.oninput = draw;
  input.onkeydown = (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" && count) choose((chosen + 1) % count);
    else if (event.key === "ArrowUp" && count) choose((chosen + count - 1) % count);
    else if (event.key === "Enter" && count) go(options()[chosen].dataset.address);
    else return;
    event.preventDefault();
  };
  dialog.onclick = (event) => { if (event.target === dialog) dialog.close(); };
  if (data.entries) {
    entries = data.entries;
    if (dialog.open) draw();
  }
}
