import { createHashHistory, createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { TodayScreen } from '../modules/core/today-screen.tsx'
import { Frame } from './frame.tsx'
import { NotFound } from './not-found.tsx'
import { RouteError } from './route-error.tsx'

/** What each screen reads of its address is read there, forgivingly: an old link opens what it can. */
type Search = Record<string, unknown>
const anySearch = (search: Search): Search => search

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })

const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: TodayScreen }),
  createRoute({
    getParentRoute: () => root,
    path: '/properties',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/properties/list/properties-screen.tsx'), 'PropertiesScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/properties/new',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/properties/form/property-form-screen.tsx'), 'PropertyCreateScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/properties/import',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/properties/import/import-screen.tsx'), 'ImportScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/properties/$id',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/properties/record/property-screen.tsx'), 'PropertyScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/properties/$id/edit',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/properties/form/property-form-screen.tsx'), 'PropertyEditScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/contacts',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/contacts-screen.tsx'), 'ContactsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/contacts/$id',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/contact-screen.tsx'), 'ContactScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/contacts/duplicates',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/merge/duplicates-screen.tsx'), 'DuplicatesScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/contacts/merge',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/merge/merge-screen.tsx'), 'MergeScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/matching',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/matching/matching-screen.tsx'), 'MatchingScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/leads',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/leads/leads-screen.tsx'), 'LeadsScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/leads/$id',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/leads/lead-screen.tsx'), 'LeadScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/tasks',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/crm/tasks/tasks-screen.tsx'), 'TasksScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/attention',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/core/attention/attention-screen.tsx'), 'AttentionScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/team',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/auth/team-screen.tsx'), 'TeamScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/history',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/core/history-screen.tsx'), 'HistoryScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/exchanges',
    component: lazyRouteComponent(() => import('../modules/core/exchanges-screen.tsx'), 'ExchangesScreen'),
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/settings',
    validateSearch: anySearch,
    component: lazyRouteComponent(() => import('../modules/core/settings-screen.tsx'), 'SettingsScreen'),
  }),
] as const

const tree = root.addChildren(routes)

/** Addresses stand behind the `#`: the same under `app://`, under http, and after a reload. */
export function createHouseRouter() {
  return createRouter({
    routeTree: tree,
    history: createHashHistory(),
    defaultPreload: 'intent',
    defaultErrorComponent: RouteError,
  })
}

export type HouseRouter = ReturnType<typeof createHouseRouter>

declare module '@tanstack/react-router' {
  // an interface because that is how a declaration is added to
  interface Register {
    router: HouseRouter
  }
}
