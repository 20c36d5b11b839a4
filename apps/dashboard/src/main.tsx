import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { router } from './App.tsx'
import './styles.css'

createRoot(document.getElementById('dashboard')!).render(<RouterProvider router={router} />)
