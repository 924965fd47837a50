// How deep-chat looks here: everything by the variables of widget.css, so that light and dark need no second build.

export function look(t) {
  const bubble = { borderRadius: "14px", padding: "9px 13px", maxWidth: "92%", fontSize: "15px", lineHeight: "1.55", marginTop: "6px", marginBottom: "6px", overflowWrap: "anywhere" };
  return {
    messageStyles: {
      default: {
        shared: { bubble },
        user: { bubble: { backgroundColor: "var(--accent)", color: "var(--on-accent)" } },
        ai: { bubble: { backgroundColor: "var(--bubble)", color: "var(--ink)" } },
      },
      html: { ai: { bubble: { ...bubble, backgroundColor: "var(--bubble)", color: "var(--ink)" } } },
      loading: { message: { styles: { bubble: { ...bubble, color: "var(--ink)", backgroundColor: "var(--bubble)" } } } },
    },
    textInput: {
      placeholder: { text: t.placeholder, style: { color: "var(--quiet)" } },
      styles: {
        container: { backgroundColor: "var(--field)", border: "1px solid var(--line)", borderRadius: "12px", boxShadow: "none", width: "calc(100% - 16px)" },
        text: { color: "var(--ink)", fontSize: "16px", padding: "11px 52px 11px 12px", lineHeight: "1.4" },
        focus: { border: "2px solid var(--accent)" },
      },
    },
    inputAreaStyle: { backgroundColor: "var(--surface)", borderTop: "1px solid var(--line)", padding: "4px 6px", boxSizing: "border-box" },
    chatStyle: { backgroundColor: "var(--surface)" },
    submitButtonStyles: {
      position: "inside-end",
      submit: {
        container: { default: { width: "34px", height: "34px", marginRight: "10px", marginBottom: "3px", borderRadius: "10px", backgroundColor: "var(--accent)" }, hover: { backgroundColor: "var(--accent)" } },
        svg: { styles: { default: { width: "22px", filter: "var(--on-accent-filter)" } } },
      },
      loading: { container: { default: { backgroundColor: "var(--bubble)" } } },
      disabled: { container: { default: { backgroundColor: "var(--bubble)" } }, svg: { styles: { default: { filter: "var(--quiet-filter)" } } } },
    },
  };
}

// What goes into deep-chat's own shadow tree.
export const INSIDE = `
  .said p { margin: 0 0 .5em; } .said p:last-child { margin-bottom: 0; }
  .said ol, .said ul { margin: .2em 0 .5em; padding-left: 1.4em; } .said li { margin: .2em 0; }
  .said strong { font-weight: 600; }
  .card { border-left: 4px solid var(--accent); padding-left: 10px; }
  .card.reason { border-color: var(--warn); }
  .card.receipt { border-color: var(--good); }
  .card .head { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: baseline; margin-bottom: 4px; }
  .card .label { font-size: 12px; padding: 0 8px; border: 1px solid currentColor; border-radius: 10px; color: var(--accent-ink); }
  .card.reason .label { color: var(--warn-ink); } .card.receipt .label { color: var(--good-ink); }
  .card dl { margin: 8px 0 0; padding: 6px 0 0; border-top: 1px solid var(--line); display: grid; gap: 2px; }
  .card dl div { display: flex; gap: 8px; justify-content: space-between; }
  .card dt { color: var(--quiet); } .card dd { margin: 0; font-weight: 600; text-align: right; }
  .replies { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
  .reply, .retry { font: inherit; font-size: 14px; min-height: 36px; padding: 5px 12px; border-radius: 18px; cursor: pointer; text-align: left;
    color: var(--accent-ink); background: var(--surface); border: 1px solid var(--accent); }
  .reply:hover, .retry:hover { text-decoration: underline; }
  .reply:focus-visible, .retry:focus-visible, #messages:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  #messages:focus-visible { outline-offset: -3px; }
  .failure { border-left: 4px solid var(--bad); padding-left: 10px; }
  .failure .retry { display: block; margin-top: 8px; }
  @media (prefers-reduced-motion: reduce) { * { animation-duration: 2s !important; scroll-behavior: auto !important; } }
`;
