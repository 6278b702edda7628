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

export type DemoContact = {
  input: CommandInput<'contact.create'> & { id: string }
  consents: CommandInput<'contact.setConsent'>[]
  owner: boolean
  wealth: number
  /** How the agency met him: his record is made when his lead becomes a client, or a second time by somebody who did not look. */
  came: 'himself' | 'asLead' | { twinOf: DemoContact }
}

/** The people the agency knows: `share` of them own something. `consentDay` says a day by how long ago it was. */
export function makeContacts(seed: string, count: number, agents: readonly DemoMember[],
  consentDay: (daysAgo: number) => string): DemoContact[] {
  const names = new Set<string>()
  const contacts = Array.from({ length: count }, (_, index): DemoContact => {
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
      came: index % 18 === 7 ? 'asLead' : 'himself',
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
        ...standingOf(randomOf(seed, 'standing', index), [...roles], person),
        roles: [...roles],
        phones,
      },
    }
  })
  return withTwins(seed, contacts, agents)
}

type Standing = Pick<CommandInput<'contact.create'>, 'clientStatus' | 'priority' | 'nationality' | 'maritalStatus' | 'preferredChannel' | 'preferredTime'>

/** How far somebody is as a client, and how he likes to be reached. A notary is no client. */
function standingOf(random: Random, roles: readonly ContactRole[], person: Person): Standing {
  const isClient = roles.some((role) => role !== 'broker' && role !== 'notary' && role !== 'supplier')
  return {
    clientStatus: !isClient ? null : roles.includes('owner') ? random.weighted([['client', 70], ['active', 22], ['inactive', 8]])
      : roles.every((role) => role === 'prospect') ? random.weighted([['prospect', 80], ['active', 14], ['inactive', 6]])
        : random.weighted([['active', 66], ['client', 20], ['inactive', 10], ['archived', 4]]),
    priority: isClient ? random.weighted([['medium', 52], ['low', 18], ['high', 22], ['urgent', 8]]) : null,
    nationality: person.company ? null : random.weighted([['Sénégalaise', 44], ['Française', 5], ['Ivoirienne', 3], ['Malienne', 3], ['Guinéenne', 2],
      [null, 43]]),
    maritalStatus: person.company ? null : random.weighted([['married', 34], ['single', 16], ['widowed', 3], ['divorced', 4], [null, 43]]),
    preferredChannel: random.weighted([['whatsapp', 40], ['phone', 24], ['email', 8], ['sms', 3], [null, 25]]),
    preferredTime: random.weighted([['evening', 22], ['morning', 18], ['afternoon', 12], ['anytime', 14], [null, 34]]),
  }
}

/** How many people of a large enough agency are there twice. */
const twins = 3

/** Somebody who was written down a second time: the same number, another hand. Takes the place of the last who own nothing. */
function withTwins(seed: string, contacts: DemoContact[], agents: readonly DemoMember[]): DemoContact[] {
  if (contacts.length < 40) return contacts
  const others = contacts.filter((one) => !one.owner && one.came === 'himself' && one.input.kind === 'person' && one.input.firstName)
  const [originals, places] = [others.slice(2, 2 + twins), others.slice(-twins)]
  return contacts.map((contact) => {
    const n = places.indexOf(contact)
    if (n < 0) return contact
    const twinOf = originals[n]!
    const random = randomOf(seed, 'twin', n)
    const { name, firstName, lastName, phones, email } = twinOf.input
    return {
      ...contact, came: { twinOf }, consents: [],
      input: {
        id: contact.input.id, kind: 'person', name: [`${lastName!.toUpperCase()} ${firstName!}`, `${firstName!.charAt(0)}. ${lastName!}`, name.toLowerCase()][n]!,
        email: n === 0 ? email : null, address: random.pick(['Sacré-Cœur 3, villa 9412', 'Cité Keur Gorgui, immeuble R4']), source: random.pick(sources),
        notes: random.pick(clientNotes), roles: ['prospect'], clientStatus: 'prospect', priority: 'high', agentId: random.pick(agents).id,
        phones: phones!.map((phone) => ({ ...phone, typed: phone.typed.replaceAll(/[ -]/g, ''), wave: true })),
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

export type Person = { name: string; first: string | null; last: string | null; company: boolean; abroad: string | null }

export function makePerson(random: Random, owner: boolean): Person {
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
export function makePhones(random: Random, index: number, city: string | null): { typed: string; whatsapp?: boolean; wave?: boolean;
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
