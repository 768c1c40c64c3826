// SPDX-License-Identifier: MIT
pragma solidity ^0.8.35;

import {IEscrowVault} from "../../../../contracts/interfaces/IEscrowVault.sol";
import {IExactPayments} from "../../../../contracts/interfaces/IExactPayments.sol";
import {Market} from "../MarketFixture.sol";
import {FickleWallet} from "./FickleWallet.sol";

/// @notice What the contracts must hold, kept by simpler rules beside them: plain sums, no packing, no ring, no cache.
/// Actions write it by the rules of MarketRules; MarketChecks compares it with the contracts.
abstract contract MarketModel {
    /// @notice What a charge is for, and what its split follows from.
    struct Terms {
        uint256 serviceId;
        bytes32 termsId;
        uint32 feeVersion;
    }

    /// @notice One line of a gateway's books: a payer, a signer of the payer and a service.
    /// @param charged In ended epochs as well. @param filed Of it, as claims on the bond.
    struct Tab {
        uint256 payer;
        uint256 gateway;
        uint256 signer;
        uint256 serviceId;
        IEscrowVault.ClaimRow newest;
        uint96 claimed;
        uint32 epoch;
        mapping(uint32 epoch => uint96) charged;
        mapping(uint32 epoch => uint96) filed;
    }

    /// @notice `deposits` and the two sums that leave; the rest mirrors the vault's account.
    struct Books {
        uint256 deposits;
        uint256 debits;
        uint256 withdrawals;
        uint96 thawing;
        uint32 thawEnd;
        uint32 epoch;
        uint256 releases;
        mapping(uint32 epoch => Ended) ended;
    }

    /// @notice An ended epoch: what the account held then, and how much of it is claimed from the bond.
    struct Ended {
        uint96 remaining;
        uint40 endedAt;
        uint96 filed;
    }

    /// @notice `cap` is the newest grant's, `highestCap` the highest the payer ever signed.
    struct Key {
        uint256 cap;
        uint256 highestCap;
        uint256 spent;
        uint256 end;
        uint256 nonce;
        address integrator;
        bool revoked;
    }

    /// @notice A call that the gateway has receipted: the row that the receipt is for, and its date.
    struct Promised {
        uint256 tab;
        IEscrowVault.ClaimRow row;
        uint64 issuedAt;
    }

    /// @notice An x402 exact that the gateway has receipted in `epoch`.
    struct Exact {
        uint256 payer;
        uint256 gateway;
        IExactPayments.ExactRow row;
        uint32 epoch;
        uint64 issuedAt;
        bool used;
    }

    struct Run {
        uint256 filed;
        uint256 pot;
        uint256 closesAt;
        bool settled;
        mapping(address payee => uint256) owed;
        mapping(address payee => uint256) cured;
    }

    /// @notice `elsewhere` is what the registry holds for the gateway's creditors: cured, or in a pot. `cases` are the disputes
    /// that keep the bond.
    struct Bonded {
        uint256 bond;
        uint256 exitAt;
        uint256 elsewhere;
        uint256 cases;
        Run[] runs;
    }

    /// @dev Payer 1 is also the publisher `payees[0]`; payer 2 is a contract wallet, which signs by ERC-1271 alone.
    uint256 internal constant PAYERS = 3;
    uint256 internal constant WALLET = 2;
    uint256 internal constant GATEWAYS = 2;
    uint256 internal constant SERVICES = 3;
    /// @dev Signer 0 is the payer himself, the others are his session keys.
    uint256 internal constant SIGNERS = 3;
    uint256 internal constant PAYEES = 2;
    /// @dev Whom a bond can owe: the payees, and the payers that are none.
    uint256 internal constant CREDITORS = 4;
    uint256 internal constant GATEWAY_SECRET = 0xB000;
    uint256 internal constant PAYEE_SECRET = 0xC000;
    uint256 internal constant INTEGRATOR_SECRET = 0xD000;

    Market internal market;
    uint256[SERVICES] internal serviceIds;
    Tab[] internal tabs;
    /// @dev The newest of each, in rings.
    Promised[] internal promises;
    Exact[] internal exacts;

    mapping(uint256 payer => mapping(uint256 gateway => Books)) internal books;
    mapping(uint256 payer => mapping(uint256 gateway => mapping(uint256 signer => Key))) internal keys;
    mapping(uint256 gateway => Bonded) internal bonds;
    mapping(address payee => mapping(uint256 serviceId => uint256)) internal owedForService;
    mapping(address account => uint256) internal owedShare;
    uint256 internal owedTreasury;
    uint256 internal owedRewards;
    /// @notice What all parties together have taken out of Earnings, what went back to accounts, and what came in by PayTo.
    uint256 internal paidOut;
    uint256 internal refunded;
    /// @notice Of earnings, waiting for a ruling.
    uint256 internal frozen;
    uint256 internal swept;
    /// @notice What governance has set.
    uint96 internal minDeposit = 1e6;
    uint96 internal minBond = 5_000e6;
    uint32 internal thawPeriod = 24 hours;

    /// @notice The first thing that went otherwise than the model says. Empty while all is well: a reverting action
    /// does not fail a campaign, so an action that sees something wrong writes it here and goes on.
    string public broken;

    // The cast. Addresses are kept: deriving one costs more than an action.

    FickleWallet internal wallet;
    address[PAYERS] public payers;
    address[GATEWAYS] public gateways;
    address[PAYEES] public payees;
    address[CREDITORS] public creditors;
    address[SIGNERS][PAYERS] public signers;
    address public integrator;
    address internal governance;

    function expect(bool holds, string memory otherwise) internal {
        if (!holds && bytes(broken).length == 0) broken = otherwise;
    }
}
