// What every style sheet of mingze/web keeps to. Run by `make lint` from the repository's root.
import stylelint from "stylelint";

/** A rule that judges each declaration outside of what is printed. */
function outsideOfPrint(name, message, isFault) {
  const ruleName = `mingze/${name}`;
  const rule = (on) => (root, result) => {
    const printed = (node) => node && (node.name === "page" || (node.name === "media" && /\bprint\b/.test(node.params)) || printed(node.parent));
    root.walkDecls((node) => {
      if (on && isFault(node) && !printed(node.parent)) stylelint.utils.report({ ruleName, result, node, message });
    });
  };
  return stylelint.createPlugin(ruleName, rule);
}

const COLOUR = /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(/i;

export default {
  extends: ["stylelint-config-standard"],
  plugins: [
    outsideOfPrint("colour-by-name", "Name a colour by a custom property (styles/tokens.css)", (node) => !node.prop.startsWith("--") && COLOUR.test(node.value)),
    outsideOfPrint("important-in-print", "!important is for print alone", (node) => node.important)
  ],
  reportDescriptionlessDisables: true,
  reportNeedlessDisables: true,
  rules: {
    "mingze/colour-by-name": true,
    "mingze/important-in-print": true,
    // a rule a line: so the sheets read as tables
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "declaration-block-single-line-max-declarations": null,
    "declaration-empty-line-before": null,
    "rule-empty-line-before": null,
    // blocks with elements and kinds: mz-block__element--kind
    "selector-class-pattern": "^(mz(-[a-z0-9]+)+(__[a-z0-9]+(-[a-z0-9]+)*)?(--[a-z0-9]+(-[a-z0-9]+)*)?|is-[a-z]+|md-[a-z_-]+)$",
    // Chromium 78 and Safari 13 know neither ranges, nor the newer notations of colours, nor overflow-wrap: anywhere
    "alpha-value-notation": null,
    "color-function-alias-notation": "with-alpha",
    "color-function-notation": "legacy",
    "media-feature-range-notation": "prefix",
    "declaration-property-value-keyword-no-deprecated": [true, { ignoreKeywords: ["break-word"] }],
    "property-no-deprecated": [true, { ignoreProperties: ["clip"] }],
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-appearance", "-webkit-text-size-adjust", "-webkit-user-select"] }],
    // what older browsers take stands before what replaces it: four sides before inset
    "declaration-block-no-redundant-longhand-properties": null,
    "value-keyword-case": ["lower", { ignoreKeywords: ["A4"], ignoreProperties: ["font-family", "/^--/"] }],
    // sheets are put together by name: specificity does not follow the order of one file
    "no-descending-specificity": null
  }
};
