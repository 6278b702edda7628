/** History of the whole agency: who did what. The words of one record's history stand in `history`. */
export const activity = {
  title: 'Historique',
  intro: 'Tout ce qui a changé dans l’agence, du plus récent au plus ancien.',
  none: 'Rien n’a encore changé dans l’agence.',
  more: 'Voir plus ancien',
  someone: 'Quelqu’un',
  undo: 'Annuler',
  undo_act: 'Annuler : {{what}}',
  undone: 'annulé',
  undo_done: 'Annulé : {{what}}',
  only_mine: 'Mes actions seulement',
  unnamed: 'sans titre',
  did: {
    agency: { found: 'a fondé l’agence', update: 'a modifié la fiche de l’agence' },
    member: { create: 'a ajouté à l’équipe', update: 'a modifié la fiche de', setRole: 'a changé le rôle de', setActive: 'a changé l’accès de', link: 'a relié au serveur le compte de' },
    contact: {
      create: 'a ajouté le contact', update: 'a modifié le contact', delete: 'a supprimé le contact', setRoles: 'a changé les rôles de', setPhones: 'a changé les numéros de',
      setConsent: 'a noté un accord de',
    },
    property: {
      create: 'a ajouté', update: 'a modifié', edit: 'a modifié', updateMany: 'a modifié plusieurs biens, dont', delete: 'a supprimé', deleteMany: 'a supprimé plusieurs biens, dont',
      setStatus: 'a changé le statut de', setAmenities: 'a changé les équipements de', setPrimaryPhoto: 'a choisi la photo principale de',
    },
    propertyPhoto: { create: 'a ajouté une photo à', update: 'a rangé une photo de', delete: 'a supprimé une photo de' },
    propertyDocument: { create: 'a ajouté le document', update: 'a modifié le document', delete: 'a supprimé le document' },
    importBatch: { start: 'a commencé l’import', addRows: 'a importé des biens, dont', finish: 'a terminé l’import' },
    file: { create: 'a enregistré le fichier' },
    savedView: { create: 'a enregistré la vue', update: 'a modifié la vue', delete: 'a supprimé la vue' },
    conflict: { settle: 'a tranché entre deux saisies de' },
    core: { undo: 'a annulé une action sur' },
  },
}
