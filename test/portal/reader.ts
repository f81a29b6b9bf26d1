import type { Page } from 'playwright-core';

/** With what somebody reads the pages. */
export interface Style {
  readonly name: string;
  readonly js: boolean;
  readonly width: number;
  readonly zoom: number;
  readonly language: string;
  readonly checked: boolean;
}

/** Somebody's page as the checks look at it. */
export interface Reader {
  readonly page: Page;
  readonly style: Style;
  readonly complaints: string[];
  /** Status of the newest page. */
  readonly status: number;
  /** Of the page's address. */
  readonly path: string;
}
