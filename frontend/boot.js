// Starts the page's WebAssembly, whose file names Trunk writes beside this script. No top-level await: a browser that
// is too old for it should still get to the sentences below.
const { js, wasm } = document.querySelector("script[data-wasm]").dataset;

// What is said before the catalogue of messages is there, or instead of it.
const WORDS = {
  ar: {
    opening: "جارٍ فتح Ona Ana…",
    late: "يستغرق هذا وقتًا طويلًا. أعد تحميل الصفحة؛ وإن لم يفد ذلك فاستخدم إصدارًا حديثًا من Chrome أو Edge أو Firefox أو Safari.",
    failed: "تعذر تشغيل Ona Ana. تحقق من اتصالك وأعد تحميل الصفحة.",
    old: "هذا المتصفح قديم جدًا لتشغيل Ona Ana، أو أن WebAssembly معطل فيه. استخدم إصدارًا حديثًا من Chrome أو Edge أو Firefox أو Safari.",
  },
  de: {
    opening: "Ona Ana wird geöffnet…",
    late: "Das dauert lange. Laden Sie die Seite neu; wenn das nicht hilft, verwenden Sie ein aktuelles Chrome, Edge, Firefox oder Safari.",
    failed: "Ona Ana konnte nicht starten. Prüfen Sie Ihre Verbindung und laden Sie die Seite neu.",
    old: "Dieser Browser ist zu alt für Ona Ana, oder WebAssembly ist ausgeschaltet. Verwenden Sie ein aktuelles Chrome, Edge, Firefox oder Safari.",
  },
  en: {
    opening: "Opening Ona Ana…",
    late: "This takes long. Reload the page; if that does not help, use a current Chrome, Edge, Firefox or Safari.",
    failed: "Ona Ana could not start. Check your connection and reload the page.",
    old: "This browser is too old for Ona Ana, or has WebAssembly turned off. Use a current Chrome, Edge, Firefox or Safari.",
  },
  es: {
    opening: "Abriendo Ona Ana…",
    late: "Esto tarda mucho. Recargue la página; si no ayuda, use una versión actual de Chrome, Edge, Firefox o Safari.",
    failed: "Ona Ana no pudo iniciarse. Compruebe su conexión y recargue la página.",
    old: "Este navegador es demasiado antiguo para Ona Ana, o tiene WebAssembly desactivado. Use una versión actual de Chrome, Edge, Firefox o Safari.",
  },
  fr: {
    opening: "Ouverture d’Ona Ana…",
    late: "C’est long. Rechargez la page ; si cela n’aide pas, utilisez Chrome, Edge, Firefox ou Safari à jour.",
    failed: "Ona Ana n’a pas pu démarrer. Vérifiez votre connexion et rechargez la page.",
    old: "Ce navigateur est trop ancien pour Ona Ana, ou WebAssembly y est désactivé. Utilisez Chrome, Edge, Firefox ou Safari à jour.",
  },
  sw: {
    opening: "Inafungua Ona Ana…",
    late: "Hii inachukua muda. Pakia ukurasa upya; isiposaidia, tumia Chrome, Edge, Firefox au Safari ya sasa.",
    failed: "Ona Ana haikuweza kuanza. Angalia muunganisho wako na upakie ukurasa upya.",
    old: "Kivinjari hiki ni cha zamani mno kwa Ona Ana, au WebAssembly imezimwa. Tumia Chrome, Edge, Firefox au Safari ya sasa.",
  },
};

// The choice of `LANGUAGE` in `src/messages/provider.rs`, or the browser's.
function language() {
  let chosen = null;
  try {
    chosen = localStorage.getItem("ona-ana.setting.language");
  } catch {
    // A browser that keeps nothing is no fault.
  }
  const wanted = [chosen, ...navigator.languages].map((tag) => String(tag).split(/[-_]/)[0].toLowerCase());
  return wanted.find((tag) => tag in WORDS) || "en";
}

const tag = language();
const words = WORDS[tag];

function explain(error) {
  console.error(error);
  const text = document.createElement("p");
  text.id = "start_failure";
  text.className = "start__text";
  text.setAttribute("role", "alert");
  text.textContent = typeof WebAssembly === "object" ? words.failed : words.old;
  document.getElementById("app").replaceChildren(text);
}

document.documentElement.lang = tag;
document.documentElement.dir = tag === "ar" ? "rtl" : "ltr";
const [opening, late] = document.querySelectorAll("#app .start__text");
if (late) {
  opening.textContent = words.opening;
  late.textContent = words.late;
}

import(js)
  .then((module) => module.default({ module_or_path: wasm }))
  .catch(explain);
