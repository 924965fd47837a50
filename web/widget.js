// The one script that a page embeds: a button, and the chat when it is first wanted.
(() => {
  const script = document.currentScript;
  const at = (name) => new URL(name, script.src).href;
  const begin = async () => {
    const { mount } = await import(at("launcher.js"));
    mount({
      tokenUrl: new URL(script.dataset.tokenUrl, document.baseURI).href,
      api: at("../webhooks/rest/"),
      file: at,
      open: "open" in script.dataset,
      language: script.dataset.language,
      theme: script.dataset.theme,
      noticeSeconds: Math.max(1, Number(script.dataset.noticeSeconds) || 15),
    });
  };
  if (!script.dataset.tokenUrl) {
    console.error("credit-assistant: the script tag needs data-token-url");
  } else if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", begin);
  } else {
    begin();
  }
})();
