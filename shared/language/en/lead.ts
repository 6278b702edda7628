import type { lead as french } from '../fr/lead.ts'

export const lead: typeof french = {
  name: 'Name',
  company: 'Company',
  source: 'Source',
  status: 'Stage',
  statusAt: 'Since',
  lostReason: 'Why it was lost',
  qualification: 'Qualification',
  wish: 'Request, in their words',
  property: 'Property asked about',
  agent: 'Agent',
  notes: 'Notes',
  urgency: 'Urgency',
  createdAt: 'Received on',
  updatedAt: 'Changed on',
  nextAction: 'Next action',
  nextActionOn: 'Planned for',
  contact: 'Client',
  convertedAt: 'Became a client on',
  sources: {
    referral: 'Referral', website: 'Website', walkIn: 'Walk-in', phoneCall: 'Call', whatsapp: 'WhatsApp', socialMedia: 'Social media', advertisement: 'Advertisement', openHouse: 'Open house',
    partner: 'Partner', email: 'E-mail', other: 'Other',
  },
  statuses: { new: 'New', contacted: 'Contacted', qualified: 'Qualified', proposalSent: 'Proposal sent', negotiation: 'In negotiation', won: 'Converted', lost: 'Lost', archived: 'Archived' },
  qualifications: { hot: 'Hot', warm: 'Warm', cold: 'Cold', unqualified: 'Not a fit' },
}
