import {
  ActionIcon,
  Badge,
  Button,
  createTheme,
  defaultVariantColorsResolver,
  Kbd,
  Menu,
  Modal,
  parseThemeColor,
  Popover,
  Tooltip,
} from '@mantine/core'
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core'

// Shades between the named colours of colours.css; 7 is the one of the light scheme, 4 of the dark.
const lagoon: MantineColorsTuple = [
  '#e3f1ee',
  '#c4e2dc',
  '#93cbbf',
  '#62b8a6',
  '#3fb39a',
  '#218f7b',
  '#137b69',
  '#0b6b5b',
  '#095749',
  '#064237',
]
const terracotta: MantineColorsTuple = [
  '#fae8e0',
  '#f3d0c0',
  '#ecb79f',
  '#e6a07f',
  '#e08a63',
  '#cf7148',
  '#c06238',
  '#b4552d',
  '#9c4520',
  '#7d3516',
]
const amber: MantineColorsTuple = [
  '#fcf0d7',
  '#f7e0b0',
  '#f0cf84',
  '#eabf64',
  '#e3b04b',
  '#c9932b',
  '#b07c10',
  '#9a6a00',
  '#7d5600',
  '#5f4100',
]
const red: MantineColorsTuple = [
  '#fbe6e4',
  '#f5c8c5',
  '#efa6a2',
  '#ea8a86',
  '#e5706b',
  '#d24a43',
  '#c2352d',
  '#b3261e',
  '#a3211a',
  '#7f1712',
]

// Mantine's own greys are cool; ours are those of paper by day and of slate by night.
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f1efea',
  '#e7e4de',
  '#dad6ce',
  '#cfcac1',
  '#aca79e',
  '#86827a',
  '#625f59',
  '#46443f',
  '#2a2927',
]
const dark: MantineColorsTuple = [
  '#e9ecee',
  '#c8ced3',
  '#a0a9b1',
  '#747e87',
  '#414a52',
  '#2b3138',
  '#1b1f23',
  '#14171a',
  '#101315',
  '#0b0d0f',
]

const paper = { backgroundColor: 'var(--dh-paper)' }
const pop = { transitionProps: { transition: 'fade', duration: 120 } } as const

export const theme = createTheme({
  colors: { lagoon, terracotta, amber, red, gray, dark },
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 4 },
  variantColorResolver: (input) => {
    const colours = defaultVariantColorsResolver(input)
    if (input.variant !== 'filled') return colours
    const { color } = parseThemeColor({ color: input.color ?? input.theme.primaryColor, theme: input.theme })
    // Mantine fits the text to the shade of the light scheme only; ours is named for both.
    if (color === 'lagoon')
      return { ...colours, background: 'var(--dh-lagoon)', hover: 'var(--dh-lagoon-strong)', color: 'var(--dh-on-lagoon)' }
    if (color === 'red')
      return {
        ...colours,
        background: 'var(--dh-red)',
        hover: 'color-mix(in srgb, var(--dh-red) 88%, black)',
        color: 'var(--dh-on-red)',
      }
    return colours
  },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.75rem', lineHeight: '1.25' },
      h2: { fontSize: '1.25rem', lineHeight: '1.3' },
      h3: { fontSize: '1rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  spacing: { xs: '0.375rem', sm: '0.625rem', md: '0.875rem', lg: '1.25rem', xl: '1.75rem' },
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'sm' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray' } }),
    Badge: Badge.extend({ defaultProps: { radius: 'sm', tt: 'none' } }),
    Kbd: Kbd.extend({ styles: { root: { fontFamily: 'inherit', fontWeight: 500 } } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false, shadow: 'md', ...pop } }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', ...pop } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, events: { hover: true, focus: true, touch: false }, ...pop } }),
    Modal: Modal.extend({
      styles: { content: paper, header: paper },
      defaultProps: { centered: true, transitionProps: { transition: 'fade', duration: 120 } },
    }),
  },
})

/** Mantine's own names, told in ours, so that both speak of the same colours. */
const shared: Record<string, string> = {
  '--mantine-color-body': 'var(--dh-background)',
  '--mantine-color-text': 'var(--dh-ink)',
  '--mantine-color-dimmed': 'var(--dh-muted)',
  '--mantine-color-placeholder': 'var(--dh-muted)',
  '--mantine-color-anchor': 'var(--dh-lagoon-text)',
  '--mantine-color-error': 'var(--dh-red-text)',
  '--mantine-color-default': 'var(--dh-paper)',
  '--mantine-color-default-hover': 'var(--dh-hover)',
  '--mantine-color-default-color': 'var(--dh-ink)',
  '--mantine-color-default-border': 'var(--dh-line-strong)',
  '--mantine-color-lagoon-light': 'var(--dh-lagoon-tint)',
  '--mantine-color-lagoon-light-color': 'var(--dh-lagoon-text)',
  '--mantine-color-lagoon-light-hover': 'color-mix(in srgb, var(--dh-lagoon-tint) 82%, var(--dh-paper))',
  '--mantine-color-terracotta-light-hover': 'color-mix(in srgb, var(--dh-terracotta-tint) 82%, var(--dh-paper))',
  '--mantine-color-amber-light-hover': 'color-mix(in srgb, var(--dh-amber-tint) 82%, var(--dh-paper))',
  '--mantine-color-red-light-hover': 'color-mix(in srgb, var(--dh-red-tint) 82%, var(--dh-paper))',
  '--mantine-color-gray-light-hover': 'var(--dh-hover)',
  '--mantine-color-lagoon-outline': 'var(--dh-lagoon-text)',
  '--mantine-color-lagoon-filled-hover': 'var(--dh-lagoon-strong)',
  '--mantine-color-terracotta-light': 'var(--dh-terracotta-tint)',
  '--mantine-color-terracotta-light-color': 'var(--dh-terracotta-text)',
  '--mantine-color-amber-light': 'var(--dh-amber-tint)',
  '--mantine-color-amber-light-color': 'var(--dh-amber-text)',
  '--mantine-color-red-light': 'var(--dh-red-tint)',
  '--mantine-color-red-light-color': 'var(--dh-red-text)',
  '--mantine-color-gray-light': 'var(--dh-grey-tint)',
  '--mantine-color-gray-light-color': 'var(--dh-muted)',
}

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared })
