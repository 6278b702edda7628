/** An import of a listing file. The word itself is reserved, so the area has another name here. Names of its fields. */
export const importBatch = {
  fileName: 'Fichier',
  state: 'État',
  rows: 'Lignes',
  imported: 'Importées',
  duplicates: 'Doublons',
  rejected: 'Rejetées',
}
