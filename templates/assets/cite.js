// Adds a button that copies the citation at the foot of the page, which is all there without it.

const citation = document.getElementById("citation");

if (citation && navigator.clipboard) {
  const button = document.createElement("button");
  const said = document.createElement("span");
  button.type = "button";
  button.className = "more";
  button.textContent = "Copy";
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const words = citation.textContent.replace(/\s+/g, " ").trim();
    try {
      await navigator.clipboard.writeText(words);
      said.textContent = "Copied";
    } catch {
      said.textContent = "It could not be copied. Mark the text instead.";
    }
  });
  const line = document.createElement("p");
  line.className = "copy";
  line.append(button, " ", said);
  citation.after(line);
}
