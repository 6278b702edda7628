import type { CommandInput } from '../../../shared/contract/commands.ts'
import type { Random } from './random.ts'

/** What is said between the agency and its people, as an agent notes it between two visits. */

type Talk = Pick<CommandInput<'interaction.create'>, 'type' | 'channel' | 'subject' | 'content' | 'outcome' | 'durationMinutes'>
type Row = readonly [type: Talk['type'], channel: Talk['channel'], subject: string, content: string | null, outcome: NonNullable<Talk['outcome']> | null,
  minutes: number | null]

const withClients: readonly Row[] = [
  ['call', 'phone', 'Premier appel', 'Budget et quartiers confirmés. Préfère visiter le samedi matin.', 'successful', 9],
  ['call', 'phone', 'Appel sans réponse', null, 'noResponse', 1],
  ['call', 'whatsapp', 'Appel WhatsApp', 'Au travail, demande à être rappelé après 18 h.', 'callbackRequested', 3],
  ['message', 'whatsapp', 'Sélection envoyée', 'Trois biens envoyés avec photos et plan de situation. Le deuxième plaît beaucoup.', 'followUpRequired', null],
  ['message', 'whatsapp', 'Relance après la sélection', 'A vu les photos, hésite entre deux. Revient vers nous en fin de semaine.', 'followUpRequired', null],
  ['message', 'sms', 'Rappel du rendez-vous', 'Rendez-vous confirmé par SMS.', 'successful', null],
  ['email', 'email', 'Pièces à fournir', 'Liste envoyée : pièce d’identité, trois fiches de paie, attestation de travail.', 'followUpRequired', null],
  ['email', 'email', 'Fiche du bien envoyée', 'Fiche complète avec conditions d’entrée et frais d’agence.', 'successful', null],
  ['meeting', 'inPerson', 'Rendez-vous à l’agence', 'Projet précisé avec son épouse. Financement par la banque, accord attendu.', 'successful', 45],
  ['meeting', 'videoCall', 'Point en visio', 'Vit à l’étranger, son frère visitera pour lui. Veut une copie du titre avant tout.', 'meetingScheduled', 30],
  ['visit', 'inPerson', 'Visite', 'Bonne impression, trouve la cuisine petite. Demande si le loyer se discute.', 'followUpRequired', 40],
  ['visit', 'inPerson', 'Contre-visite', 'Revenu avec sa famille. Veut faire une offre.', 'successful', 50],
  ['inquiry', 'portal', 'Demande sur une annonce', 'Demande si le bien est toujours libre et quand le visiter.', 'followUpRequired', null],
  ['inquiry', 'whatsapp', 'Question sur les charges', 'Eau et gardiennage compris ? Répondu le jour même.', 'successful', null],
  ['feedback', 'phone', 'Avis après la visite', 'Trop bruyant à son goût, cherche plus loin de la route.', 'unsuccessful', 6],
  ['complaint', 'phone', 'Retard à une visite', 'A attendu vingt minutes devant la porte. Excuses faites, nouvelle visite proposée.', 'successful', 8],
]
const withOwners: readonly Row[] = [
  ['call', 'phone', 'Point sur la commercialisation', 'Cinq visites ce mois, deux sérieuses. Prix jugé un peu haut.', 'successful', 12],
  ['meeting', 'inPerson', 'Signature du mandat', 'Mandat exclusif de trois mois, clés remises à l’agence.', 'successful', 35],
  ['message', 'whatsapp', 'Photos à refaire', 'Demande de nouvelles photos après peinture.', 'followUpRequired', null],
  ['call', 'phone', 'Proposition de baisse de prix', 'Réfléchit, réponse après la Tabaski.', 'callbackRequested', 10],
  ['visit', 'inPerson', 'Estimation sur place', 'Bon état général, toiture à revoir. Titre foncier vu.', 'successful', 60],
  ['email', 'email', 'Copie du titre demandée', 'État des droits réels à demander à la conservation foncière.', 'followUpRequired', null],
]

export const talkWith = (owner: boolean, random: Random): Talk => talkOf(random.pick(owner ? withOwners : withClients))
export const firstTalk = (random: Random): Talk => talkOf(random.pick(withClients.slice(0, 5)))
function talkOf([type, channel, subject, content, outcome, durationMinutes]: Row): Talk {
  return { type, channel, subject, content, outcome, durationMinutes }
}

/** What is agreed for the days to come. */
export const comingTalks: readonly Pick<Talk, 'type' | 'channel' | 'subject'>[] = [
  { type: 'visit', channel: 'inPerson', subject: 'Visite prévue' }, { type: 'call', channel: 'phone', subject: 'Rappeler comme convenu' },
  { type: 'meeting', channel: 'inPerson', subject: 'Rendez-vous à l’agence' }, { type: 'followUp', channel: 'whatsapp', subject: 'Relance après la visite' },
  { type: 'meeting', channel: 'videoCall', subject: 'Point en visio avec la famille' },
]

export const clientNotes: readonly Pick<CommandInput<'clientNote.create'>, 'title' | 'content' | 'type'>[] = [
  { title: null, content: 'Deux enfants, école à Sacré-Cœur : ne pas proposer au-delà de Liberté 6.', type: 'general' },
  { title: 'Financement', content: 'Accord de principe de la banque jusqu’à 60 % du prix, valable trois mois.', type: 'opportunity' },
  { title: null, content: 'Très ponctuel, n’aime pas attendre. Toujours confirmer la veille.', type: 'general' },
  { title: 'Ne pas appeler le vendredi entre 13 h et 16 h', content: 'Prière du vendredi, répond ensuite.', type: 'alert' },
  { title: null, content: 'Le frère décide avec lui : l’ajouter aux messages.', type: 'meeting' },
  { title: 'Compte rendu de visite', content: 'A aimé la lumière et la terrasse. Trouve le parking étroit.', type: 'meeting' },
  { title: null, content: 'Parle d’un deuxième achat à la Petite Côte l’an prochain.', type: 'opportunity' },
  { title: 'Caution', content: 'Garant salarié d’une grande entreprise, pièces déjà reçues.', type: 'followUp' },
]
export const ownerNotes: readonly Pick<CommandInput<'clientNote.create'>, 'title' | 'content' | 'type'>[] = [
  { title: 'Clés', content: 'Un jeu chez le gardien, un autre à l’agence, casier 14.', type: 'general' },
  { title: null, content: 'Accepte un chèque de banque, pas d’espèces.', type: 'general' },
  { title: 'Titre à vérifier', content: 'Mutation en cours : demander l’état des droits réels avant toute promesse.', type: 'alert' },
  { title: null, content: 'Pense vendre un autre terrain à Diamniadio.', type: 'opportunity' },
]

export const clientTasks = ['Rappeler pour fixer une visite', 'Envoyer une sélection de biens', 'Demander les fiches de paie', 'Relancer après la visite',
  'Préparer l’offre', 'Vérifier l’accord de la banque', 'Envoyer la fiche du bien', 'Confirmer la visite de demain'] as const
export const ownerTasks = ['Refaire les photos', 'Renouveler le mandat', 'Faire le point sur le prix', 'Demander l’état des droits réels',
  'Récupérer un double des clés'] as const
export const tags = ['vip', 'investisseur', 'diaspora', 'premier achat', 'expatrié', 'fonctionnaire', 'bon payeur', 'à rappeler', 'location longue'] as const
export const lostReasons = ['A trouvé ailleurs', 'Budget trop bas', 'Ne répond plus', 'Projet reporté', 'A acheté à un proche'] as const
