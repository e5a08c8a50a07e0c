// A click on a heading sorts the rows of its table, on the screen alone; another click turns the order around.
function sort(heading) {
  const table = heading.closest("table"), column = heading.cellIndex, body = table.tBodies[0];
  const falls = heading.getAttribute("aria-sort") !== "descending";
  const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const isNumber = heading.classList.contains("number");
  const order = (left, right) => {
    const [a, b] = [value(left), value(right)];
    if ((a === "") !== (b === "")) return a === "" ? 1 : -1; // what has no value stands last either way
    return (falls ? -1 : 1) * (isNumber ? a - b : a.localeCompare(b));
  };
  body.append(...[...body.rows].sort(order));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", falls ? "descending" : "ascending");
}

let listens = false;
export default function () {
  if (listens) return;
  listens = true;
  document.addEventListener("click", (event) => {
    const heading = event.target.closest?.(".answer th[scope=col]");
    if (heading && event.target.closest("button")) sort(heading);
  });
}
