declare module "virtual:contract-fields" {
  export type ContractField = {
    readonly name: string;
    readonly title: string;
    readonly required: boolean;
    readonly nullable: boolean;
    readonly type: string;
    readonly format: string | null;
    readonly maxLength: number | null;
    readonly options: readonly string[] | null;
    readonly initial: unknown;
  };
  export const contractFields: Readonly<Record<string, readonly ContractField[]>>;
}
