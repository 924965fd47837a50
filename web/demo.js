// The demo page's clock: moves the backend's time, so that a wait is over at once.
const form = document.getElementById("clock");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const shown = document.getElementById("now");
  const answer = await fetch("/demo/clock", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ minutes: Number(document.getElementById("minutes").value) }),
  });
  const body = await answer.json();
  shown.textContent = body.now ? new Date(body.now).toLocaleString() : body.message || body.detail;
});
