import type { Contract, Output, Request } from "@atrium/contracts";
import type { ProblemBody } from "@atrium/sdk";
import type { Html } from "./html.ts";
import type { Locale } from "./locale.ts";

/** Why an operation said no. */
export type Refusal = Pick<ProblemBody, "code" | "status" | "requestId" | "errors"> & {
  readonly retryAfterSeconds: number | null;
};
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal };

/** Runs an operation for whoever sent the request; its cookies travel on their own. */
export type Call = <C extends Contract>(contract: C, request: Request<C>) => Promise<Outcome<Output<C>>>;
/** The same for operations that change nothing: all that the visit of a link may do (attacks: mail scanners). */
export type Ask = <C extends Contract & { kind: "read" }>(
  contract: C,
  request: Request<C>,
) => Promise<Outcome<Output<C>>>;

export type Fields = Readonly<Record<string, string>>;
export type PageRequest = {
  readonly method: "GET" | "HEAD" | "POST";
  readonly path: string;
  readonly query: Fields;
  readonly form: Fields;
  readonly acceptLanguage: string | null;
};
export type PageAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Brand = {
  readonly name: string;
  readonly registration: boolean;
  readonly hue: number | null;
  /** Where the logo is. */
  readonly logo: string | null;
};

/** What every view knows: words, whose page it is, and what goes along from page to page. */
export type Page = Locale & {
  readonly brand: Brand;
  /** Where the browser goes once it is signed in. */
  readonly returnTo: string;
  /** Put into each link and form, so that language, organization and way back are not lost. */
  readonly carried: Fields;
  readonly query: Fields;
  readonly form: Fields;
  /** A path of ours with what is carried along. */
  readonly link: (path: string) => string;
};

export type Shown =
  | {
      readonly title: string;
      readonly content: Html;
      readonly refusal?: Refusal;
      /** The address held a secret: a browser with script puts this one in its place. */
      readonly cleanPath?: string;
      /** Another site, which the browser goes on to by itself. */
      readonly refresh?: string;
    }
  | { readonly goTo: string };

export type PageHandler = {
  readonly get: (page: Page, ask: Ask) => Promise<Shown>;
  readonly post: (page: Page, call: Call) => Promise<Shown>;
};
