import type { member as french } from '../fr/member.ts'

export const member: typeof french = {
  account: 'Account',
  email: 'E-mail',
  name: 'Name',
  phone: 'Phone',
  position: 'Position',
  department: 'Department',
  employeeNumber: 'Employee number',
  role: 'Role',
  active: 'Active',
}
