// What is typed into a brief is sent to the server after a short rest, and when the page is left: a reload loses nothing.
// Streamlit itself sends a text when its field is left or Ctrl+Enter is pressed; this presses it.

const REST = 600;
const DOWNLOAD = '[data-testid="stDownloadButton"] button';
const waiting = new Map();

function send(field) {
  clearTimeout(waiting.get(field));
  waiting.delete(field);
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true }));
}

function typed(event) {
  const field = event.target;
  const part = field instanceof HTMLTextAreaElement && field.closest('[class*="st-key-brief-"]');
  if (!part) return;
  clearTimeout(waiting.get(field));
  // a new statement moves into a field of its own when it is sent, and an empty one goes: not while someone is writing
  const isSent = !/-own-\d+(\s|$)/.test(part.className) && field.value.trim() !== "";
  waiting.set(field, isSent ? setTimeout(() => send(field), REST) : 0);
}

function left() {
  for (const field of [...waiting.keys()]) if (field.isConnected) send(field);
}

const isRunning = () => document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "running";

// A file that is asked for while a field is being typed into is made once the page has taken the words in.
function asked(event) {
  const button = event.target.closest?.(DOWNLOAD);
  if (!button || !waiting.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  left();
  waiting.clear();
  const name = button.textContent; // another button stands there after a run
  let seen = false, turns = 0;
  const timer = setInterval(() => {
    seen ||= isRunning();
    if ((seen && !isRunning()) || ++turns > 600) {
      clearInterval(timer);
      const there = [...document.querySelectorAll(DOWNLOAD)].find((one) => one.textContent === name);
      if (there) there.click();
    } else if (!seen && turns > 20) seen = true; // what was typed was there already
  }, 50);
}

export default function () {
  const end = new AbortController();
  // functions of this mounting: the one after it listens before this one ends, and the same function is taken once only
  const listen = (on, event, heard) => on.addEventListener(event, (it) => heard(it), { capture: true, signal: end.signal });
  listen(document, "input", typed);
  listen(document, "click", asked);
  listen(window, "pagehide", left);
  listen(window, "beforeunload", left);
  listen(document, "visibilitychange", left);
  return () => end.abort();
}
