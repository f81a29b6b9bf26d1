import eslint from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const ENVIRONMENT = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: "Read the environment through the app's configuration class (main.ts hands it over).",
};
const PERSON_WORDS = {
  selector: 'Identifier[name=/^([uU]ser|[uU]sers|[uU]ser(Id|Name|s)|current[uU]ser)$/]',
  message: 'Say resident, practitioner, officer, requester or person (docs: the house words).',
};

export default defineConfig(
  { ignores: ['dist', 'node_modules', '.data', 'coverage', '.screenshots'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'fetch',
          'Buffer',
          'AbortSignal',
          'globalThis',
          'module',
          '__dirname',
          'performance',
          'setTimeout',
          'clearTimeout',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Implementations of an asynchronous port may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // Nest modules and Swagger schemas are classes without members.
      '@typescript-eslint/no-extraneous-class': 'off',
      'no-restricted-syntax': ['error', ENVIRONMENT, PERSON_WORDS],
      'max-params': ['error', 5],
      // Its opinion of what is unnecessary differs from the compiler's under exactOptionalPropertyTypes.
      '@typescript-eslint/no-unnecessary-type-assertion': 'off',
      eqeqeq: 'error',
    },
  },
  {
    // Only the one who starts a program sees the environment: it is handed on as a configuration object.
    files: [
      'apps/*/src/main.ts',
      'scripts/**/*.ts',
      'test/setup/*',
      'libs/testing/src/**',
      '**/*.spec.ts',
      'test/**/*.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', PERSON_WORDS] },
  },
  {
    // Expectations pass matchers and bodies of unknown shape about; the compiler still checks what is called.
    files: ['**/*.spec.ts', 'test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
