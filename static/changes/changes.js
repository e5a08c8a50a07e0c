// An open page asks the server, with a request that costs it next to nothing, whether there is something new to show:
// data, a refused delivery, a saved query. If there is, the page is drawn again. A page that nobody sees asks rarely.

const SEEN = 1000, UNSEEN = 10_000;

export default function ({ data, setTriggerValue }) {
  const address = new URL("changes", window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI);
  let timer = 0, isOver = false;

  async function ask() {
    clearTimeout(timer);
    try {
      const answer = await fetch(address, { cache: "no-store" });
      const mark = answer.ok ? await answer.text() : data.mark;
      if (!isOver && mark !== data.mark) {
        setTriggerValue("changed", mark);
        return; // the page that is drawn then asks again
      }
    } catch {
      // the server is away for a moment: Streamlit says so on the page
    }
    if (!isOver) timer = setTimeout(ask, document.hidden ? UNSEEN : SEEN);
  }

  function seen() {
    if (!document.hidden) ask();
  }

  timer = setTimeout(ask, SEEN);
  document.addEventListener("visibilitychange", seen);
  return () => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
  };
}
