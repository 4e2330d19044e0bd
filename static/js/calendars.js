// The button beside an address puts it where one pastes from, and says so.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  if (!button) return;
  const field = document.getElementById(button.dataset.copies);
  const said = document.getElementById("copied");
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
    said.textContent = "Copied. Paste it into your calendar program.";
  } catch {
    said.textContent = "The address is selected. Copy it with your keyboard.";
  }
});
