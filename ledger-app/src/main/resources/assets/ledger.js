// What makes the pages move: everything here only repeats, by itself, what a link or a button does.
(() => {
  'use strict';
  document.documentElement.classList.add('scripted');

  document.addEventListener('change', (event) => {
    const form = event.target.closest('form[data-auto-submit]');
    if (form) form.requestSubmit();
  });

  document.addEventListener('click', (event) => {
    document.querySelectorAll('details.me[open]').forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });

  // The ledger has grown: whoever listens for `moved` asks for itself again.
  const live = document.querySelector('[data-feed]');
  if (live && window.EventSource) {
    let position = Number(live.dataset.position);
    const feed = new EventSource(live.dataset.feed);
    feed.addEventListener('moved', (event) => {
      if (Number(event.data) > position) {
        position = Number(event.data);
        window.htmx.trigger(document.body, 'moved');
      }
    });
    window.addEventListener('pagehide', () => feed.close());
  }
})();
