import js from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
    globalIgnores(["dist", ".cache", "*.mjs"]),
    js.configs.recommended,
    tseslint.configs.strictTypeChecked,
    tseslint.configs.stylisticTypeChecked,
    {
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            "max-lines": ["error", 400],
            "max-lines-per-function": ["error", 60],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
        },
    },
    {
        // node:test's test() and describe() return promises that the runner awaits itself.
        files: ["test/**"],
        rules: {
            "@typescript-eslint/no-floating-promises": "off",
            "max-lines-per-function": "off",
        },
    },
);
