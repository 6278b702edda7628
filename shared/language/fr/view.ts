/** A list as a member likes to see it. Names of its fields. */
export const view = {
  member: 'Membre',
  list: 'Liste',
  name: 'Nom',
  filters: 'Filtres',
  search: 'Recherche',
  sort: 'Tri',
  columns: 'Colonnes',
  layout: 'Présentation',
  position: 'Place parmi les vues',
}
