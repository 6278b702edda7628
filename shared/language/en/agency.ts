import type { agency as french } from '../fr/agency.ts'

export const agency: typeof french = {
  name: 'Name',
  legalName: 'Legal name',
  ninea: 'NINEA',
  rccm: 'RCCM',
  licenseNumber: 'Licence number',
  vatNumber: 'VAT number',
  email: 'E-mail',
  phone: 'Phone',
  website: 'Website',
  address: 'Address',
  city: 'Town',
  country: 'Country',
  currency: 'Currency',
  zone: 'Time zone',
  referencePrefix: 'Prefix of references',
  lockAfterMinutes: 'Lock after (minutes)',
  logo: 'Logo',
}
