/** The package's own types describe its other form, whose default export they name wrongly for modules. */
declare module "bidi-js/dist/bidi.mjs" {
  type Bidi = {
    getEmbeddingLevels: (text: string) => { levels: Uint8Array };
    getMirroredCharacter: (sign: string) => string | null;
  };
  const bidiFactory: () => Bidi;
  export default bidiFactory;
}
