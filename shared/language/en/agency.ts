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
  addressLine2: 'Address, second line',
  city: 'Town',
  postalCode: 'Postal code',
  country: 'Country',
  currency: 'Currency',
  zone: 'Time zone',
  referencePrefix: 'Prefix of references',
  lockAfterMinutes: 'Lock after (minutes)',
  commissionRate: 'Commission rate',
  logo: 'Logo',
}
