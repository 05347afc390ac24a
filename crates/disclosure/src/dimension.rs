//! One way in which a table is divided: a list with its total, or a tree with a total at each fork.

use crate::system::MOST_FIGURES;
use thiserror::Error;

/// A tree of categories. Node 0 is the total of all; nodes without children are the categories
/// themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// The children of each node.
    children: Vec<Vec<usize>>,
    /// The nodes without children, in order.
    leaves: Vec<usize>,
}

/// A node was named as the parent of one that comes before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("node {node} has node {parent} as its parent, which does not come before it")]
pub struct NotATree {
    /// The node.
    pub node: usize,
    /// What was given as its parent.
    pub parent: usize,
}

impl Dimension {
    /// A list of so many categories, nodes 1 to `categories`, with their total, node 0. A list of
    /// none is the total alone; one of more than [`MOST_FIGURES`], which no table holds, is cut off
    /// there.
    pub fn flat(categories: usize) -> Self {
        let categories = categories.min(MOST_FIGURES);
        let mut children = vec![Vec::new(); categories + 1];
        if let Some(root) = children.first_mut() {
            root.extend(1..=categories);
        }
        Self::of(children)
    }

    /// A tree in which `parents` names the parent of node 1, of node 2 and so on: small areas in
    /// wards in communities in a programme. A parent comes before its children.
    ///
    /// # Errors
    /// [`NotATree`].
    pub fn tree(parents: &[usize]) -> Result<Self, NotATree> {
        let mut children = vec![Vec::new()];
        for (before, parent) in parents.iter().enumerate() {
            let node = before + 1;
            match children.get_mut(*parent) {
                Some(of) => of.push(node),
                None => return Err(NotATree { node, parent: *parent }),
            }
            children.push(Vec::new());
        }
        Ok(Self::of(children))
    }

    fn of(children: Vec<Vec<usize>>) -> Self {
        let nodes = children.iter().enumerate();
        let leaves = nodes.filter(|(_, of)| of.is_empty()).map(|(node, _)| node).collect();
        Self { children, leaves }
    }

    /// How many nodes there are, totals among them.
    pub fn nodes(&self) -> usize {
        self.children.len()
    }

    /// The categories that are not divided further, as nodes.
    pub fn leaves(&self) -> &[usize] {
        &self.leaves
    }

    /// The nodes that add up to `node`; none where it is not divided.
    pub fn children(&self, node: usize) -> &[usize] {
        self.children.get(node).map_or(&[], Vec::as_slice)
    }

    /// Whether there is a total below the total of all.
    pub(crate) fn is_hierarchy(&self) -> bool {
        self.children.iter().skip(1).any(|of| !of.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_has_its_total_first_and_its_categories_last() {
        let tree = Dimension::tree(&[0, 0, 1, 1, 2]).unwrap();
        assert_eq!((tree.nodes(), tree.leaves()), (6, &[3, 4, 5][..]));
        assert_eq!((tree.children(0), tree.children(2)), (&[1, 2][..], &[5][..]));
        assert!(tree.is_hierarchy() && !Dimension::flat(3).is_hierarchy());
        assert_eq!(Dimension::flat(0).leaves(), [0]);
        assert_eq!(Dimension::flat(usize::MAX).nodes(), MOST_FIGURES + 1);
    }

    #[test]
    fn a_parent_comes_before_its_children() {
        assert_eq!(Dimension::tree(&[0, 2]), Err(NotATree { node: 2, parent: 2 }));
    }
}
