// What every script of mingze/web keeps to. Run by `make lint` from the repository's root.
import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["mingze/web/**/*.js"],
    languageOptions: { ecmaVersion: 2018, sourceType: "script", globals: globals.browser },
    linterOptions: { reportUnusedDisableDirectives: "error", reportUnusedInlineConfigs: "error" },
    rules: {
      "arrow-body-style": ["error", "as-needed"],
      // the closure around a file, which gives it a scope, is no function of anybody's
      "max-lines": ["error", { max: 300 }],
      "max-lines-per-function": ["error", { max: 60, IIFEs: false }],
      "eqeqeq": "error",
      "no-implied-eval": "error",
      "no-eval": "error",
      "no-loop-func": "error",
      "no-unused-vars": ["error", { caughtErrors: "none" }],
      "no-unused-expressions": "error",
      "no-use-before-define": ["error", { functions: false, classes: false, variables: false }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-arrow-callback": "error",
      "prefer-const": ["error", { destructuring: "all" }],
      "strict": ["error", "global"]
    }
  }
];
