/** The two names between preload and main. */
export const portRequestChannel = 'core:connect'
export const portChannel = 'core:port'
