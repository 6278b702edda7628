/** Two people wrote the same thing without seeing each other. Names of the card's fields. */
export const conflict = {
  entity: 'Fiche',
  entityId: 'Fiche désignée',
  unit: 'Information',
  scope: 'Visibilité',
  kept: 'Valeur gardée',
  lost: 'Valeur écartée',
  keptBy: 'Saisie par',
  keptDevice: 'Sur le poste',
  keptTypedAt: 'Saisie le',
  lostBy: 'Écartée : saisie par',
  lostDevice: 'Écartée : sur le poste',
  lostTypedAt: 'Écartée : saisie le',
  state: 'État',
  chosen: 'Choix',
}
