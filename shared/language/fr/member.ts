/** The people of an agency. Names of its fields. */
export const member = {
  account: 'Compte',
  email: 'E-mail',
  name: 'Nom',
  phone: 'Téléphone',
  position: 'Fonction',
  department: 'Service',
  employeeNumber: 'Matricule',
  role: 'Rôle',
  active: 'Actif',
}
