const isDark = () => document.documentElement.dataset.theme === 'dark'

const configuration = () => ({
  url: '/v1/openapi.json',
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
  metaData: { title: 'API reference · Flint' },
})

const reference = window.Scalar.createApiReference('#reference', configuration())
document.addEventListener('flint-theme', () => reference.updateConfiguration(configuration()))
