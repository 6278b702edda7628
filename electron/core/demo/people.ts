import { fold } from '../../../shared/values/fold.ts'
import type { CommandInput } from '../../../shared/contract/commands.ts'
import type { ContactRole } from '../../../shared/modules/crm/model.ts'
import type { Role } from '../../../shared/values/actor.ts'
import { idOf, randomOf } from './random.ts'
import type { Random } from './random.ts'

const women = [
  'Awa', 'Fatou', 'Aminata', 'Mariama', 'Khady', 'Ndèye', 'Sokhna', 'Astou', 'Coumba', 'Rokhaya', 'Adja', 'Bineta', 'Dieynaba',
    'Maïmouna', 'Oumy', 'Yacine', 'Aïssatou', 'Penda', 'Ramatoulaye', 'Seynabou', 'Marième', 'Fanta', 'Nafissatou', 'Thioro',
] as const
const men = [
  'Cheikh', 'Moussa', 'Ousmane', 'Ibrahima', 'Mamadou', 'Abdoulaye', 'Modou', 'Babacar', 'Pape', 'Alioune', 'Serigne', 'Amadou',
    'Lamine', 'Malick', 'Samba', 'Idrissa', 'El Hadji', 'Assane', 'Boubacar', 'Souleymane', 'Mor', 'Khalifa', 'Saliou', 'Demba',
    'Birane', 'Yoro',
] as const
const families = [
  'Diop', 'Ndiaye', 'Fall', 'Sow', 'Ba', 'Diallo', 'Sarr', 'Gueye', 'Faye', 'Seck', 'Diouf', 'Sy', 'Kane', 'Mbaye', 'Thiam',
    'Cissé', 'Touré', 'Camara', 'Sène', 'Niang', 'Tall', 'Diagne', 'Wade', 'Ly', 'Dieng', 'Mbengue', 'Samb', 'Lo', 'Badji',
    'Sané', 'Diatta', 'Mané', 'Coly', 'Mendy', 'Gomis', 'Ndour', 'Sagna', 'Dramé', 'Sylla', 'Konaté',
] as const
const companies = ['SCI Baobab', 'SCI Les Filaos', 'SCI Keur Yaye', 'SCI Le Méridien', 'SARL Ndoumbélane', 'GIE Jappo',
  'Société Immobilière du Cap', 'SCI La Corniche', 'Coopérative d’habitat And Liguey', 'SUARL Dunya Invest'] as const
const diaspora = [['Paris', '+33 6 39 98'], ['Milan', '+39 347 555'], ['Madrid', '+34 612 55'], ['Montréal', '+1 514-555'],
  ['Bruxelles', '+32 470 55'], ['New York', '+1 202-555']] as const
const sources = ['Bouche à oreille', 'Site web', 'Facebook', 'WhatsApp', 'Panneau', 'Ancien client', 'Courtier',
  'Passage à l’agence'] as const

export type DemoMember = { id: string; accountId: string; name: string; email: string; phone: string; position: string;
  role: Role; password: string }

/** The team of Teranga Immobilier: the same people for each seed, so that one can learn who may do what. */
export function makeTeam(seed: string): DemoMember[] {
  const member = (key: string, name: string, role: Role, position: string, phone: string): DemoMember => ({
    id: idOf(seed, 'member', key), accountId: idOf(seed, 'account', key), name, email: `${key}@teranga-immobilier.example`, phone,
      position, role,
    password: 'bienvenue-a-bord',
  })
  return [
    member('aminata', 'Aminata Ndiaye', 'admin', 'Directrice', '77 500 10 01'),
    member('ousmane', 'Ousmane Kane', 'manager', 'Responsable commercial', '77 500 10 02'),
    member('awa', 'Awa Diop', 'agent', 'Conseillère, Almadies et Ngor', '77 500 10 03'),
    member('cheikh', 'Cheikh Tall', 'agent', 'Conseiller, Plateau et Sicap', '78 500 10 04'),
    member('mariama', 'Mariama Bâ', 'agent', 'Conseillère, banlieue et terrains', '76 500 10 05'),
    member('lamine', 'Lamine Badji', 'agent', 'Conseiller, Petite Côte et régions', '70 500 10 06'),
  ]
}

export type DemoContact = { input: CommandInput<'contact.create'> & { id: string };
  consents: CommandInput<'contact.setConsent'>[]; owner: boolean; wealth: number }

/** The people the agency knows: `share` of them own something. `consentDay` says a day by how long ago it was. */
export function makeContacts(seed: string, count: number, agents: readonly DemoMember[],
  consentDay: (daysAgo: number) => string): DemoContact[] {
  const names = new Set<string>()
  return Array.from({ length: count }, (_, index) => {
    const random = randomOf(seed, 'contact', index)
    // Owners first and about half, so that few contacts still give owners to choose from.
    const owner = index % 2 === 0
    let person = makePerson(random, owner)
    for (let tries = 0; names.has(person.name) && tries < 20; tries++) person = makePerson(random, owner)
    names.add(person.name)
    const id = idOf(seed, 'contact', index)
    const roles = new Set<ContactRole>(owner
      ? ['owner', ...random.weighted<ContactRole[]>([[['landlord'], 50], [['seller'], 30],
      [['landlord', 'seller'], 20]])] : [random.weighted<ContactRole>([['tenant', 34], ['buyer', 26], ['prospect', 34],
      ['broker', 3], ['notary', 2], ['supplier', 1]])])
    if (!owner && random.chance(0.2)) roles.add('prospect')
    const phones = makePhones(random, index, person.abroad)
    return {
      owner,
      wealth: random.next(),
      consents: random.chance(0.42) ? makeConsents(random, id, consentDay(random.whole(2, 150))) : [],
      input: {
        id, kind: person.company ? 'company' : 'person', name: person.name, firstName: person.first, lastName: person.last,
        email: random.chance(owner ? 0.45 : 0.55)
          ? `${fold(person.name).replaceAll(/[^a-z0-9]+/g, '.').replace(/^\.|\.$/g,
          '')}@${random.pick(['courriel.example', 'poste.example', 'entreprise.example'])}` : null,
        birthDate: !person.company && random.chance(0.15)
          ? `${random.whole(1950, 2001)}-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2,
          '0')}` : null,
        language: person.company ? 'fr' : random.weighted<'fr' | 'wo' | 'en'
          | null>([['fr', 60], ['wo', 12], ['en', 4], [null, 24]]),
        address: person.abroad
          ?? (random.chance(0.3) ? random.pick(['Sicap Amitié 3, villa 4412', 'Liberté 6, immeuble B',
          'Parcelles Assainies U17, lot 88', 'Mermoz, rue MZ-81', 'Ouakam, cité Avion', 'Thiès, Grand Standing',
          'Guédiawaye, Hamo 4']) : null),
        source: random.chance(0.7) ? random.pick(sources) : null,
        notes: random.chance(0.22) ? random.pick(owner ? ownerNotes : clientNotes) : null,
        agentId: random.pick(agents).id,
        roles: [...roles],
        phones,
      },
    }
  })
}

const ownerNotes = [
  'Préfère être appelé le soir, après 18 h.', 'Vit à l’étranger : passer par son frère pour les clés.',
    'Veut un locataire avec contrat de travail.', 'Propriétaire de plusieurs biens, négocie peu.',
    'Accepte de baisser si la vente est rapide.', 'Parle surtout wolof.',
] as const
const clientNotes = [
  'Cherche pour la rentrée scolaire.', 'Budget ferme, ne pas proposer au-dessus.', 'Veut une réserve d’eau et un gardien.',
    'Mute à Dakar dans deux mois.', 'Achète pour ses parents.', 'A déjà visité trois biens, très sérieux.',
    'Parle surtout wolof.',
] as const

type Person = { name: string; first: string | null; last: string | null; company: boolean; abroad: string | null }

function makePerson(random: Random, owner: boolean): Person {
  if (owner && random.chance(0.14)) return { name: random.pick(companies), first: null, last: null, company: true, abroad: null }
  const first = random.pick(random.chance(0.48) ? women : men)
  const last = random.pick(families)
  const abroad = random.chance(owner ? 0.2 : 0.08) ? random.pick(abroadCities) : null
  if (owner && random.chance(0.06)) return { name: `Héritiers ${last}`, first: null, last, company: false, abroad }
  if (random.chance(0.07)) return { name: `M. et Mme ${last}`, first: null, last, company: false, abroad }
  return { name: `${first} ${last}`, first, last, company: false, abroad }
}
const abroadCities = diaspora.map(([city]) => city)

/** Numbers are of the right shape and, as far as a numbering plan keeps some free for that, nobody's. */
function makePhones(random: Random, index: number, city: string | null): { typed: string; whatsapp?: boolean; wave?: boolean;
  orangeMoney?: boolean }[] {
  const end = String(index % 10_000).padStart(4, '0')
  const operator = random.weighted([['77', 46], ['78', 22], ['76', 18], ['70', 14]])
  const digits = `${operator}5${random.whole(0, 9)}${random.whole(0, 9)}${end}`
  const spaced = `${digits.slice(0, 2)} ${digits.slice(2, 5)} ${digits.slice(5, 7)} ${digits.slice(7)}`
  const written = random.weighted([[spaced, 55], [digits, 15], [`+221 ${spaced}`, 15], [`00221 ${digits}`, 5],
    [`${digits.slice(0, 2)}-${digits.slice(2, 5)}-${digits.slice(5, 7)}-${digits.slice(7)}`, 10]])
  const local = { typed: written, whatsapp: random.chance(0.8), wave: random.chance(0.6), orangeMoney: operator === '77'
    || operator === '78' ? random.chance(0.55) : false }
  const prefix = diaspora.find(([name]) => name === city)?.[1]
  const foreign = prefix ? [{ typed: prefix.includes('-555') ? `${prefix}-01${end.slice(2)}`
    : `${prefix} ${end.slice(0, 2)} ${end.slice(2)}`, whatsapp: true }] : []
  const fixed = random.chance(0.08) ? [{ typed: `33 8${random.whole(20, 69)} ${end.slice(0, 2)} ${end.slice(2)}` }] : []
  return prefix ? [...foreign, ...(random.chance(0.4) ? [local] : [])] : [local, ...fixed]
}

function makeConsents(random: Random, id: string, day: string): CommandInput<'contact.setConsent'>[] {
  const source = random.pick(['Fiche signée', 'Message WhatsApp', 'Oral, au téléphone', 'Formulaire du site'])
  const all: CommandInput<'contact.setConsent'>[] = [{ id, purpose: 'service', channel: random.pick(['phone', 'whatsapp']),
    given: true, source, day }]
  if (random.chance(0.6)) all.push({ id, purpose: 'marketing', channel: random.pick(['whatsapp', 'email', 'sms']),
    given: random.chance(0.75), source, day })
  return all
}
