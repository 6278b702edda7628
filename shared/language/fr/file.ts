/** A stored file. Names of its fields. */
export const file = {
  content: 'Contenu',
  bytes: 'Taille',
  mime: 'Type',
  name: 'Nom',
  width: 'Largeur',
  height: 'Hauteur',
}
