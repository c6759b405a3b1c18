// Without this script the page says the same; with it the clause texts can be copied with one press.
for (const clause of document.querySelectorAll("[data-clause]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = clause.dataset.copy;
  button.addEventListener("click", async () => {
    const text = clause.textContent.trim();
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const range = document.createRange();
      range.selectNodeContents(clause);
      const selection = getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      document.execCommand("copy");
    }
    button.textContent = clause.dataset.copied;
    setTimeout(() => { button.textContent = clause.dataset.copy; }, 2000);
  });
  clause.before(button);
}
