declare module "virtual:contract-fields" {
  export type ContractField = {
    readonly name: string;
    readonly title: string;
    readonly required: boolean;
    readonly maxLength: number | null;
  };
  export const contractFields: Readonly<Record<string, readonly ContractField[]>>;
}
