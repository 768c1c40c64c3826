// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IBonds} from "../../../../contracts/interfaces/IBonds.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @notice What the Court meets beside registries and token, as fickle as the campaign wants it: a Governor whose votes end as
/// they are told, reviews that may be gone, and ledgers that say that everybody has paid.
contract Tribune {
    uint256 public constant PAID = 1_000e6;

    IERC20 public immutable TOKEN;
    address public immutable SERVICES;
    address public immutable GATEWAYS;
    uint256 public proposals;
    uint256 public strikes;
    bool public gone;
    mapping(uint256 proposalId => IGovernor.ProposalState) public state;

    error TribuneGone();

    constructor(IERC20 token, address services, IBonds gateways) {
        (TOKEN, SERVICES, GATEWAYS) = (token, services, address(gateways));
    }

    function setState(uint256 proposalId, IGovernor.ProposalState state_) external {
        state[proposalId] = state_;
    }

    function setGone(bool gone_) external {
        gone = gone_;
    }

    function propose(
        address[] calldata,
        uint256[] calldata,
        bytes[] calldata,
        string calldata
    ) external returns (uint256) {
        return ++proposals;
    }

    function strike(uint256, address, uint64) external {
        require(!gone, TribuneGone());
        ++strikes;
    }

    /// @dev In the place of ChargeDisputes, of which the Court asks where everything is, and of the vault.
    function VAULT() external view returns (address) {
        return address(this);
    }

    function EARNINGS() external view returns (address) {
        return address(this);
    }

    function claimedIn(bytes32, uint32) external pure returns (uint96) {
        return uint96(PAID);
    }
}
