// What tests/browser/accessible.py runs in a page. Functions of what they are given; axe is loaded.
({
    /** Ends what goes over from one colour to another. */
    settle() {
        document.getAnimations().forEach((animation) => animation.finish());
    },

    /** Kinds of text in sight, each with its elements. Two of one kind have the same contrast. */
    kinds() {
        const found = new Map();
        const hasText = (element) => element.matches("input, select, textarea, button")
            || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        const visit = (element, above) => {
            if (!element.checkVisibility()) return;
            const style = getComputedStyle(element);
            const parts = [above, element.localName, ...element.classList];
            if (style.opacity !== "1") parts.push(style.opacity);
            if (style.backgroundColor !== "rgba(0, 0, 0, 0)") parts.push(style.backgroundColor);
            if (style.backgroundImage !== "none") parts.push("image");
            const here = parts.join(" ");
            if (hasText(element)) {
                const { color, fill, fontSize, fontWeight, visibility } = style;
                const own = [element.type, !element.value, color, fontSize, fontWeight, visibility];
                if (element instanceof SVGElement) own.push(fill);
                const kind = `${here} | ${own.join(" ")}`;
                found.set(kind, [...(found.get(kind) ?? []), element]);
            }
            for (const child of element.children) visit(child, `${here} >`);
        };
        visit(document.body, "");
        return found;
    },

    /** Their names, and how much wider than the window the page is. `texts` needs the elements. */
    look() {
        this.settle();
        window.kindsOfText = this.kinds();
        const tooWide = document.documentElement.scrollWidth - window.innerWidth;
        return [[...window.kindsOfText.keys()], tooWide];
    },

    /** What axe says about the whole document, and about the colours of these kinds of text. */
    async faults([rules, colours, kinds]) {
        this.settle();
        // No preload: it would add a style element, which the Content-Security-Policy forbids.
        const options = { preload: false, resultTypes: ["violations", "incomplete"] };
        const reports = [];
        if (rules) reports.push(await axe.run(document, { ...rules, ...options }));
        const texts = this.texts(kinds);
        if (texts.length) reports.push(await axe.run(texts, { ...colours, ...options }));
        return reports.flatMap((report) => [
            ...this.told("", report.violations), ...this.told(" (undecided)", report.incomplete),
        ]);
    },

    /** The first and the last text of each of these kinds, and frames; null means everything. */
    texts(kinds) {
        if (!kinds) return [document.documentElement];
        if (!kinds.length) return [];
        const ends = (elements) => [elements[0], elements.at(-1)];
        const chosen = kinds.flatMap((kind) => ends(window.kindsOfText.get(kind)));
        const frames = [...document.querySelectorAll("iframe")].filter((one) => one.checkVisibility());
        return [...new Set([...chosen, ...frames])].filter((one) => one.isConnected);
    },

    told(kind, rules) {
        return rules.flatMap(({ id, nodes }) => {
            const open = kind ? nodes.filter((node) => !this.isClear(id, node)) : nodes;
            const targets = open.slice(0, 4).map(({ target }) => target.join(" "));
            return open.length ? [`${id}${kind} at ${targets.join(", ")}`] : [];
        });
    },

    // axe cannot decide the contrast on a background image, such as the icon of an invalid field or
    // of a link, and of text in SVG: those colours are compared here. Other undecided results fail.
    isClear(rule, { any, target }) {
        const node = rule === "color-contrast" && document.querySelector(target.join(" "));
        const pictured = any.every(({ data }) => ["bgImage", "imgNode"].includes(data?.messageKey));
        const colours = node && pictured && this.pair(node);
        if (!colours) return false;
        const [one, other] = colours.map(this.light).sort((a, b) => a - b);
        return other / one >= 4.5;
    },

    light(colour) {
        const [r, g, b] = colour.match(/[\d.]+/g).map((part) => part / 255)
            .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
    },

    pair(node) {
        const style = getComputedStyle(node);
        if (node.matches("select, input, textarea")) return [style.color, style.backgroundColor];
        let behind = node.closest("svg text")?.previousElementSibling;
        while (behind && !behind.matches("rect")) behind = behind.previousElementSibling;
        if (behind) return [style.fill, getComputedStyle(behind).fill];
        return this.besideIcon(node, node.closest("svg text") ? style.fill : style.color);
    },

    besideIcon(node, color) {
        for (let behind = node; behind; behind = behind.parentElement) {
            const { backgroundColor, backgroundImage, backgroundRepeat } = getComputedStyle(behind);
            if (backgroundImage !== "none" && backgroundRepeat !== "no-repeat") return null;
            if (backgroundColor.startsWith("rgb(")) return [color, backgroundColor];
        }
        return null;
    },
})
