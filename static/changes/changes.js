// The server tells an open page a mark that changes when there is something new to show: data, a refused delivery, a
// saved query. Where the page was drawn from another one, it is drawn again. Between changes nothing is sent.

const AGAIN = 3000;
let socket = null, page = null, early = null, end = null;

function listen() {
  const base = window.__streamlit?.BACKEND_BASE_URL ?? document.baseURI;
  socket = new WebSocket(new URL("changes", base).href.replace(/^http/, "ws"));
  socket.onmessage = ({ data: mark }) => {
    if (!page) early = mark;
    else if (mark !== page.mark) page.drawAgain(mark);
  };
  socket.onclose = () => {
    socket = null;
    // the server is away for a moment: Streamlit says so on the page
    setTimeout(() => page && !socket && listen(), AGAIN);
  };
}

export default function ({ data, setTriggerValue }) {
  page = { mark: data.mark, drawAgain: (mark) => setTriggerValue("changed", mark) };
  if (!socket) listen();
  clearTimeout(end); // when the reader's session ends, the page is drawn again and says so
  if (data.ends) end = setTimeout(() => page.drawAgain("ended"), Math.max(data.ends - Date.now(), 0) + 500);
  if (early && early !== data.mark) page.drawAgain(early);
  early = null;
}
