// What is typed into a brief is sent to the server after a short rest, and when the page is left: a reload loses nothing.
// Streamlit itself sends a text when its field is left or Ctrl+Enter is pressed; this presses it.

const REST = 600;
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
  const isSent = !part.className.includes("-own-") && field.value.trim() !== "";
  waiting.set(field, isSent ? setTimeout(() => send(field), REST) : 0);
}

function left() {
  for (const field of [...waiting.keys()]) if (field.isConnected) send(field);
}

export default function () {
  document.addEventListener("input", typed, true);
  window.addEventListener("pagehide", left);
  window.addEventListener("beforeunload", left);
  document.addEventListener("visibilitychange", left);
  return () => {
    document.removeEventListener("input", typed, true);
    window.removeEventListener("pagehide", left);
    window.removeEventListener("beforeunload", left);
    document.removeEventListener("visibilitychange", left);
  };
}
