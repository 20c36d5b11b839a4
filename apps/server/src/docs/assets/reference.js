const isDark = () => document.documentElement.dataset.theme === 'dark'

const { sources } = document.getElementById('reference').dataset

const configuration = () => ({
  ...(sources ? { sources: JSON.parse(sources) } : { url: '/v1/openapi.json' }),
  withDefaultFonts: false,
  telemetry: false,
  persistAuth: false,
  hideClientButton: true,
  hideDarkModeToggle: true,
  forceDarkModeState: isDark() ? 'dark' : 'light',
  showDeveloperTools: 'never',
  documentDownloadType: 'none',
  agent: { disabled: true },
  mcp: { disabled: true },
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
  authentication: { preferredSecurityScheme: 'bearer' },
  metaData: { title: document.title },
})

window.Scalar.createApiReference('#reference', configuration())

// The forced state is read once; its classes are what the styles go by.
document.addEventListener('flint-theme', () => {
  document.body.classList.toggle('dark-mode', isDark())
  document.body.classList.toggle('light-mode', !isDark())
})
