// Whatever on the page names a drawer opens it: the server is told which.

export default function ({ setTriggerValue }) {
  const clicked = (event) => {
    const opener = event.target.closest?.("[data-opens]");
    if (opener) setTriggerValue("opened", opener.dataset.opens);
  };
  document.addEventListener("click", clicked);
  return () => document.removeEventListener("click", clicked);
}
