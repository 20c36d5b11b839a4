/** Wire names as a person reads them: `payment_intents` is "Payment intents", `api_keys` is "API keys". */
export const sentenceCase = (name: string): string => {
  const words = name
    .replaceAll('_', ' ')
    .replace(/\bapi\b/g, 'API')
    .replace(/\burl\b/g, 'URL')
    .replace(/\bid\b/g, 'ID')
    .replace(/\bcvc\b/g, 'CVC')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
