// Starts the page's WebAssembly, whose file names Trunk writes beside this script. No top-level await: a browser that
// is too old for it should still get to the sentence below.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

function explain(error) {
  console.error(error);
  const text = document.createElement("p");
  text.id = "start_failure";
  text.className = "start__text";
  text.setAttribute("role", "alert");
  text.textContent =
    typeof WebAssembly === "object"
      ? "Ona Ana could not start. Check your connection and reload the page."
      : "This browser is too old for Ona Ana, or has WebAssembly turned off. Use a current Chrome, Edge, Firefox or Safari.";
  document.getElementById("app").replaceChildren(text);
}

import(js)
  .then((module) => module.default({ module_or_path: wasm }))
  .catch(explain);
