// Runs before the first paint, so that a dark page never flashes white. A file of its own: the site allows no inline script.
const choice = localStorage.getItem("stoa:theme");
const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.classList.toggle("dark", dark);
