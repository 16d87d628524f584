import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { Catalog } from '../protocol.js';

function Page() {
  const [catalog, setCatalog] = useState<Catalog>();
  useEffect(() => {
    const events = new EventSource('events');
    events.addEventListener('catalog', ({ data }) => setCatalog(JSON.parse(data)));
    return () => events.close();
  }, []);
  return (
    <ul>
      {catalog?.locales.map(({ tag, name, dir }) => (
        <li key={tag} lang={tag} dir={dir}>
          {name}
        </li>
      ))}
    </ul>
  );
}

const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<Page />);
